/* SPDX-License-Identifier: Apache-2.0 */
/* deadline -- when a dossier is due, and how it stands.
 *
 * Civil Code 2015, Art 147: a term in days leaves out the day of the event, one in hours runs from its instant.
 * Art 148: it ends at the end of the last day; when that is a day off, at the end of the next working day.  Here the
 * end of a day is the end of its office hours.  NĐ 309/2026, Art 17(3): the clock starts when the dossier is received
 * complete.  docs/domain/deadlines.md tells the whole rule with examples. */
#ifndef DOMAIN_DEADLINE_H
#define DOMAIN_DEADLINE_H

#include "domain/calendar.h"
#include "domain/term.h"

enum {
    DEADLINE_SAME_DAY_UNTIL = 15 * 60,
    DEADLINE_MINUTES_PER_DAY = 8 * 60,
    DEADLINE_CHOICE_MINUTES = 2 * DEADLINE_MINUTES_PER_DAY /* left when finishing or apologising is to be chosen */
};

/* Later than every due instant: what a list sorts by while the citizen has the dossier (9999-12-31 23:59). */
#define DEADLINE_NEVER ((struct moment){ INT64_C(253402275540000) })

enum deadline_end {
    DEADLINE_ENDS_AT_CLOSING, /* of the last day */
    DEADLINE_ENDS_AT_CLOCK    /* a working day is 8 rolling hours: received at 10:00, due at 10:00 */
};

/* What offices settle for themselves; all zero is the usual reading.  After closing it is too late on any day. */
struct deadline_rules {
    int same_day_until_minute; /* a same-day dossier received later is due the next working day; 0: 15:00 */
    int received_until_minute; /* what comes later counts as received at the next opening; 0: no such rule */
    enum deadline_end working_day_end;
};

/* The due instant of a dossier that is never waited for.  Always a working moment. */
struct moment deadline_due(const struct calendar *calendar, struct term term, struct moment accepted_at);
struct moment deadline_due_by(const struct calendar *calendar, struct deadline_rules rules, struct term term,
                              struct moment accepted_at);

enum deadline_event_kind {
    DEADLINE_STOPS,       /* the citizen is asked for something */
    DEADLINE_GOES_ON,     /* the waiting is subtracted (QĐ 766) */
    DEADLINE_STARTS_AGAIN /* the whole term anew (NĐ 61/2018 Art 19.4) */
};

struct deadline_event {
    enum deadline_event_kind kind;
    struct moment at;
};

struct deadline_events {
    const struct deadline_event *at; /* oldest first; one that changes nothing is passed over */
    size_t count;
};

struct deadline_case {
    const struct calendar *calendar;
    struct deadline_rules rules;
    struct term term;
    struct moment accepted_at;
    struct deadline_events events;
};

struct deadline {
    struct moment due_at;     /* while the clock stands: as it was when it stopped */
    struct moment started_at; /* what the term is counted from: acceptance, or the last new start */
    int64_t waited_minutes;   /* working time since then in which the clock stood */
    struct moment stopped_at; /* no moment: the clock runs */
};

/* The deadline after all events.  Where the clock went on, the term is counted in working minutes (8 hours for a
 * working day) from started_at, what was waited is added, and the result is never earlier than without waiting. */
struct deadline deadline_after(const struct deadline_case *given);

/* The instant the term is counted from when the dossier came, or its term began anew, at `started_at`. */
struct moment deadline_counts_from(const struct deadline_case *given, struct moment started_at);
/* The working minutes a term is worth where minutes are counted. */
int64_t deadline_term_minutes(const struct deadline_case *given, struct moment started_at);

enum deadline_phase { DEADLINE_RUNNING, DEADLINE_STANDING, DEADLINE_OVERDUE };

struct deadline_state {
    enum deadline_phase phase;
    int64_t minutes; /* working minutes left, or overdue; 0..  */
};

/* How it stands at `now`; while the clock stands, how it stood when it stopped.  A due instant of DEADLINE_NEVER
 * stands. */
struct deadline_state deadline_state(const struct calendar *calendar, struct deadline deadline, struct moment now);

/* "còn 2 ngày 3 giờ", "còn 6 giờ 20 phút", "đến hạn", "quá hạn 1 ngày 1 giờ 30 phút", "tạm dừng", and "vừa quá hạn"
 * while no working minute has passed since; a day is 8 hours. */
struct str deadline_words(struct deadline_state state, char out[80]);

/* Quá hạn: after the due instant.  A term in days is early (trước hạn) on an earlier day than the due day and on time
 * (đúng hạn) on that day itself; one within the day or in hours has no earlier day, so it is early before the due
 * instant and on time at it. */
enum punctuality { EARLY, ON_TIME, LATE };

enum punctuality deadline_punctuality(struct term term, struct moment due_at, struct moment ended_at);
struct str punctuality_name(enum punctuality punctuality);  /* as stored: early, on-time, late */
struct str punctuality_label(enum punctuality punctuality); /* "trước hạn" */
bool punctuality_parse(struct str stored, enum punctuality *out);

/* The last working day on which the apology with a new appointment is in time: a day before the due day (NĐ 61/2018
 * Art 19.9). */
struct date deadline_apology_by(const struct calendar *calendar, struct moment due_at);

#endif
