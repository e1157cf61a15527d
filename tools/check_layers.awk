# SPDX-License-Identifier: Apache-2.0
# check_layers.awk FILES… -- who may include whom; run from the root over src/ and tests/LAYER/.
# A layer may include those to its left:  base → domain → store → app → output → web → cli;
# demo and sync stand beside web: demo works through app, never around it; sync sends what app left in the outbox.
BEGIN {
    allowed["base"] = " base "
    allowed["domain"] = " base domain "
    allowed["store"] = " base domain store "
    allowed["app"] = " base domain store app "
    allowed["output"] = " base domain output "
    allowed["web"] = " base domain store app output web "
    allowed["demo"] = " base domain store app demo "
    allowed["sync"] = " base domain store sync "
    allowed["cli"] = allowed["main.c"] = " base domain store app output web demo sync cli "

    # what the generators make, and for whom
    made["queries_read.h"] = " app web demo sync cli "
    made["queries_write.h"] = " app sync cli "
    made["queries_all.h"] = " cli "
    made["queries_count.h"] = " store "
    made["schema_files.h"] = " store "
    made["catalogue_files.h"] = made["calendar_files.h"] = " app cli "
    made["text_templates.h"] = " app "
    made["openapi_files.h"] = made["templates.h"] = made["assets.h"] = " web "
    why["queries_write.h"] = ": writes go through app/"

    # each library is one file deep
    only["sqlite3.h"] = "src/store/engine_sqlite.c"
    only["libpq-fe.h"] = "src/store/engine_postgres.c"
    only["sodium.h"] = "src/base/hash.c"
    only["jansson.h"] = "src/base/json.c"
    only["liboath/oath.h"] = "src/base/totp.c"
    only["qrencode.h"] = "src/output/qr.c"
    only["xlsxwriter.h"] = "src/output/xlsx.c"
    only["curl/curl.h"] = "src/sync/http_client.c"
    only["microhttpd.h"] = "src/web/http.c"
    only["cairo.h"] = only["cairo-pdf.h"] = only["fontconfig/fontconfig.h"] = "src/output/pdf.c"
    only["pango/pangocairo.h"] = only["pango/pangofc-fontmap.h"] = "src/output/pdf.c"

    split("arpa/inet assert ctype dirent errno fcntl ftw getopt inttypes limits locale math netdb netinet/in " \
          "netinet/tcp poll pthread regex sanitizer/asan_interface sched semaphore setjmp signal stdarg stdbool " \
          "stddef stdint stdio stdlib stdnoreturn string strings syslog termios threads time uchar unistd wchar wctype " \
          "sys/epoll sys/eventfd sys/file sys/mman sys/prctl sys/random sys/resource sys/signalfd sys/socket sys/stat " \
          "sys/statvfs sys/syscall sys/time sys/timerfd sys/types sys/uio sys/un sys/wait", names, " ")
    for (i in names)
        is_system[names[i] ".h"] = 1

    # what the domain may use of the C library: arithmetic and memory that somebody else owns
    split("assert inttypes limits stdarg stdbool stddef stdint stdio string", names, " ")
    for (i in names)
        is_pure[names[i] ".h"] = 1
}

function refuse(words) {
    printf "%s:%d: error: %s\n", FILENAME, FNR, words
    failures++
}

FNR == 1 {
    split(FILENAME, part, "/")
    layer = part[2]
    is_test = part[1] == "tests"
}

!/^[ \t]*#[ \t]*include/ { next }

/</ {
    name = $0
    sub(/^[^<]*</, "", name)
    sub(/>.*/, "", name)
    if (is_test)
        next
    if (name in only) {
        if (FILENAME != only[name])
            refuse("<" name "> belongs to " only[name])
    } else if (!(name in is_system))
        refuse("<" name "> is not known: name the one file that may include it in tools/check_layers.awk")
    else if (layer == "domain" && !(name in is_pure))
        refuse("domain may not include <" name ">: no clock, no I/O, no heap")
    next
}

{
    name = $0
    sub(/^[^"]*"/, "", name)
    sub(/".*/, "", name)
    split(name, path, "/")
    if (is_test) {
        if (layer in allowed && path[1] in allowed && index(allowed[layer], " " path[1] " ") == 0)
            refuse("a test of " layer " may not include " name)
        next
    }
    if (name in made) {
        if (index(made[name], " " layer " ") == 0)
            refuse(layer " may not include " name why[name])
    } else if (index(name, "/") == 0)
        refuse("\"" name "\": name the layer too, as in \"domain/date.h\"")
    else if (index(allowed[layer], " " path[1] " ") == 0)
        refuse(layer " may not include " name)
}

END { exit failures > 0 }
