# SPDX-License-Identifier: Apache-2.0
# check_words.awk FILES… -- rules about single lines of C, run from the root.  Strings and comments are blanked first
# where a rule is about code.
BEGIN {
    split("strcpy strcat sprintf vsprintf strtok gets alloca strdup strndup localtime gmtime ctime asctime atoi atol " \
          "goto", names, " ")
    for (i in names)
        is_banned[names[i]] = 1
    split("malloc calloc realloc free", names, " ")
    for (i in names)
        is_heap[names[i]] = 1
}

function refuse(words) {
    printf "%s:%d: error: %s\n", FILENAME, FNR, words
    failures++
}

# The line without what stands in quotes and comments; block comments run on in `in_comment`.
function code_of(line,    out, two, quote) {
    out = ""
    while (line != "") {
        if (in_comment) {
            if (!match(line, /\*\//))
                return out
            line = substr(line, RSTART + 2)
            in_comment = 0
        } else if (!match(line, /["']|\/\*|\/\//))
            return out line
        else {
            out = out substr(line, 1, RSTART - 1)
            two = substr(line, RSTART, 2)
            quote = substr(line, RSTART, 1)
            line = substr(line, RSTART + 1)
            if (two == "/*") {
                in_comment = 1
                line = substr(line, 2)
            } else if (two == "//") {
                refuse("'//' is for debugging: committed comments are /* ... */")
                return out
            } else
                line = after_quote(line, quote)
        }
    }
    return out
}

function after_quote(line, quote,    c) {
    while (line != "") {
        c = substr(line, 1, 1)
        line = substr(line, c == "\\" ? 3 : 2)
        if (c == quote)
            return line
    }
    return line
}

# In characters, not bytes: continuation bytes of UTF-8 do not count.
function width(line) {
    gsub(/[\200-\277]/, "", line)
    return length(line)
}

function check_code(code,    words, count, i, is_base) {
    count = split(code, words, /[^A-Za-z0-9_]+/)
    is_base = FILENAME !~ /^src\/(domain|app|output)\//
    for (i = 1; i <= count; i++) {
        if (words[i] in is_banned)
            refuse(words[i] " is banned")
        if (words[i] in is_heap && !is_base && code ~ (words[i] "[ \t]*\\("))
            refuse(words[i] ": memory comes from the arena here")
    }
}

FNR == 1 { in_comment = 0 }
FNR == 1 && !/SPDX-License-Identifier: Apache-2.0/ { refuse("the first line names the licence: SPDX-License-Identifier") }
/(^|[^A-Za-z0-9_])(TODO|FIXME|XXX)([^A-Za-z0-9_]|$)/ { refuse("unfinished work does not belong in a commit") }
/[ \t]$/ { refuse("blanks at the end of the line") }
/\t/ && FILENAME !~ /\.def$/ { refuse("a tab: indent with 4 spaces") }
FILENAME !~ /\.def$/ && width($0) > 120 { refuse("longer than 120 columns") }
{ check_code(code_of($0)) }

END { exit failures > 0 }
