/* SPDX-License-Identifier: Apache-2.0 */
/* calendar_file -- official days as a text file, one a line:
 *
 *      on <TAB> kind <TAB> note <TAB> source
 *      2025-01-01 <TAB> off <TAB> Tết Dương lịch <TAB> 6150/TB-BLĐTBXH
 *
 * `kind` is off (a holiday) or work (a day worked in exchange).  Days ascend, each once.  The first line that is not a
 * comment is the heading.  Empty lines and lines that begin with # are skipped. */
#ifndef DOMAIN_CALENDAR_FILE_H
#define DOMAIN_CALENDAR_FILE_H

#include "base/arena.h"
#include "domain/calendar.h"

enum { CALENDAR_FILE_MAX_DAYS = 5000 };

struct calendar_file_fault {
    int line;          /* from 1; 0: no fault */
    struct str reason; /* in Vietnamese */
};

/* All of the file or nothing: false fills *out_fault with the first bad line.  Notes point into `text`. */
bool calendar_parse_tsv(struct arena *arena, struct str text, struct calendar_days *out,
                        struct calendar_file_fault *out_fault);

#endif
