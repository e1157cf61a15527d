#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# checks.sh CC -- what tools/check_* must refuse, each in a small tree of its own, and what they must let pass.
set -uo pipefail
cc=$1
tools=$(cd "$(dirname "$0")/../../tools" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
number=0
echo 1..26

# says NAME WANTED COMMAND…: the command prints exactly WANTED, and fails unless that is nothing
says() {
    local name=$1 wanted=$2 said code
    shift 2
    said=$("$@" 2>&1)
    code=$?
    number=$((number + 1))
    [ -z "$wanted" ] || code=$((code == 0)) # failing is what is wanted
    if [ "$said" = "$wanted" ] && [ $code = 0 ]; then
        echo "ok $number - $name"
    else
        printf 'not ok %s - %s\n# exit code %s, said:\n' "$number" "$name" "$code"
        sed 's/^/#   /' <<<"$said"
    fi
}

# file PATH TEXT
file() {
    mkdir -p "$(dirname "$1")"
    printf '%s\n' "$2" >"$1"
}

layers() { awk -f "$tools/check_layers.awk" "$1"; }
words() { awk -f "$tools/check_words.awk" "$1"; }
includes() { # NAME FILE INCLUDE WANTED
    file "$2" "#include $3"
    says "$1" "${4:+$2:1: error: $4}" layers "$2"
}
line() { # NAME FILE LINE WANTED
    file "$2" "/* SPDX-License-Identifier: Apache-2.0 */
$3"
    says "$1" "${4:+$2:2: error: $4}" words "$2"
}

includes "web may read by itself" src/web/dossier.c '"queries_read.h"' ""
includes "web may not write" src/web/dossier.c '"queries_write.h"' \
    "web may not include queries_write.h: writes go through app/"
includes "app may write" src/app/dossier.c '"queries_write.h"' ""
includes "the domain knows no store" src/domain/dossier.c '"store/db.h"' "domain may not include store/db.h"
includes "app knows no web" src/app/dossier.c '"web/request.h"' "app may not include web/request.h"
includes "output runs no query" src/output/pdf.c '"queries_read.h"' "output may not include queries_read.h"
includes "a library has one file" src/app/dossier.c '<sqlite3.h>' "<sqlite3.h> belongs to src/store/engine_sqlite.c"
includes "a library has that file" src/store/engine_sqlite.c '<sqlite3.h>' ""
includes "a new library must be named" src/app/dossier.c '<zlib.h>' \
    "<zlib.h> is not known: name the one file that may include it in tools/check_layers.awk"
includes "the domain has no clock" src/domain/date.c '<time.h>' \
    "domain may not include <time.h>: no clock, no I/O, no heap"
includes "a layer is always named" src/web/dossier.c '"request.h"' \
    '"request.h": name the layer too, as in "domain/date.h"'
includes "a test keeps to its layer" tests/domain/date_test.c '"store/db.h"' "a test of domain may not include store/db.h"

line "banned functions" src/app/a.c '    strcpy(to, from);' "strcpy is banned"
line "no goto" src/app/a.c '        goto out;' "goto is banned"
line "no heap in the features" src/app/a.c '    char *p = malloc(3);' "malloc: memory comes from the arena here"
line "the same words in comments and texts" src/app/a.c '    puts("strcpy // goto"); /* malloc( */' ""
line "debugging comments" src/app/a.c '    f(); // see' "'//' is for debugging: committed comments are /* ... */"
line "unfinished work" src/app/a.c '/* TODO */' "unfinished work does not belong in a commit"
line "long lines" src/app/a.c "/* $(printf 'x%.0s' {1..120}) */" "longer than 120 columns"
line "letters count, not bytes" src/app/a.c "/* $(printf 'ệ%.0s' {1..114}) */" ""
line "blanks at the end" src/app/a.c 'f(); ' "blanks at the end of the line"
file src/app/b.c 'int x;'
says "the licence" "src/app/b.c:1: error: the first line names the licence: SPDX-License-Identifier" words src/app/b.c

purity() {
    printf '%s\n' "$1" >domain.c && echo 'int arena_alloc(void) { return 1; }' >arena.c &&
        "$cc" -c domain.c && "$cc" -c arena.c -o arena.c.o &&
        rm -f domain.a base.a && ar rc domain.a domain.o && ar rc base.a arena.c.o && "$tools/check_purity.sh" domain.a base.a
}
says "the domain may use the arena" "" purity 'int arena_alloc(void); int f(void) { return arena_alloc(); }'
says "the domain may not ask the time" "domain.a: error: domain reaches outside itself: time" \
    purity 'long time(long *); long f(void) { return time(0); }'

queries() { # the program's one file, beside what sql2c makes of two queries
    printf '%s\n' "int sql_dossier_add(void); int sql_dossier_drop(void); int f(void) { return $1; }" >program.c &&
        printf 'int %s(void) { return 1; }\n' sql_dossier_add sql_dossier_drop >queries.c &&
        "$cc" -c program.c && "$cc" -c queries.c && rm -f queries.a && ar rc queries.a queries.o &&
        "$tools/check_queries.sh" queries.a program.o
}
says "every query is called" "" queries 'sql_dossier_add() + sql_dossier_drop()'
says "a query that nothing calls" "queries/: error: nothing calls dossier_drop" queries 'sql_dossier_add()'
