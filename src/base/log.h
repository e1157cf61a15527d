/* SPDX-License-Identifier: Apache-2.0 */
/* log -- one line on standard error: time, level, words.  No personal data, no secrets.
 * Only the edges log: web/worker, web/server, cli. */
#ifndef BASE_LOG_H
#define BASE_LOG_H

__attribute__((format(printf, 1, 2))) void log_info(const char *format, ...);
__attribute__((format(printf, 1, 2))) void log_error(const char *format, ...);

#endif
