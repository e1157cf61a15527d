/* SPDX-License-Identifier: Apache-2.0 */
/* trace_memory -- which traces of looking are known to be written: one for a person, a dossier and an hour.
 *
 * It forgets; then a trace is written once more, which changes nothing. */
#ifndef WEB_TRACE_MEMORY_H
#define WEB_TRACE_MEMORY_H

#include "web/request.h"

struct trace_memory;

struct trace_memory *trace_memory_create(void);
void trace_memory_destroy(struct trace_memory *memory);

/* Does this page show a dossier without a known trace, or does its holder open it for the first time? */
bool trace_memory_lacks(const struct trace_memory *memory, const struct request *request);

/* It is written.  True: it was not known before. */
bool trace_memory_keep(struct trace_memory *memory, const struct request *request);

#endif
