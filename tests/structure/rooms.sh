#!/bin/sh
# Holds the source tree against the rule of its rooms (ARCHITECTURE.md): a room knows only itself and
# rooms below it, no circle of files, no folder or file too large. Prints every breach; exit code 1
# if there is one.
#
#   tests/structure/rooms.sh ROOT [OBJECTS]
#
# The rooms and their order are the first column of the table in ROOT/ARCHITECTURE.md; its lines
# "- `a` never knows `b`, `c`" forbid more, of a room and the rooms within it. OBJECTS is a file with
# the names of compiled objects, one a line: then calls are held to the rule as includes are. A unit
# is what belongs together by name: pad.c and pad.h.
set -eu
export LC_ALL=C
root=$1 objects=${2:-}
most_files=22 most_lines=600
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$root"
[ -z "$objects" ] || [ -s "$objects" ] || { echo "$objects: no list of objects"; exit 1; }

# shellcheck disable=SC2016 # backticks of Markdown
sed -n 's/^| `\([a-z_/]*\)` .*/\1/p' ARCHITECTURE.md >"$folder/rooms"
find app nn -name '*.[ch]' | sort >"$folder/files"

# shellcheck disable=SC2016
sed -n 's/^- \(`[a-z_/]*`\) never knows \(`.*`\).*/\1 \2/p' ARCHITECTURE.md | tr -d '`,' >"$folder/never"

# However it is written: "file name" of all that is not of the system.
xargs grep -H '^[[:blank:]]*#[[:blank:]]*include' <"$folder/files" |
    sed 's/:[[:blank:]]*#[[:blank:]]*include[[:blank:]]*/ /' >"$folder/includes"
# Lines "file file include".
sed -n 's/^\([^ ]*\) "\([^"]*\)".*/\1 \2 include/p' "$folder/includes" >"$folder/arrows"

if [ -n "$objects" ]; then
    tr '\n' '\0' <"$objects" | xargs -0 "${NM:-nm}" -A -P |
        sed 's|/\./|/|g; s|CMakeFiles/[^/]*\.dir/||; s|^.*/\(app/[^:]*\)\.o: |\1 |; s|^.*/\(nn/[^:]*\)\.o: |\1 |' |
        awk '
            $3 ~ /^[Uwv]$/ { wants[$1 " " $2] }
            $3 ~ /^[TDBRCVW]$/ { has[$2] = $1 }
            END {
                for (want in wants) {
                    split(want, word, " ")
                    if (word[2] in has) print word[1], has[word[2]], "call"
                }
            }' >>"$folder/arrows"
    grep -q ' call$' "$folder/arrows" || { echo "$objects: no calls found"; exit 1; }
fi

{
    xargs wc -l <"$folder/files" | awk -v most=$most_lines '
        $2 ~ /\.c$/ && $1 > most { print $2 ": " $1 " lines, " most " are the most" }'
    sed 's|/[^/]*$||' "$folder/files" | uniq -c | awk -v most=$most_files '
        $1 > most { print $2 ": " $1 " files, about 20 are the most" }'
    sed 's|/[^/]*$||' "$folder/files" | sort -u | grep -vxF -f "$folder/rooms" |
        sed 's/$/: no room of ARCHITECTURE.md/' || true
    # Only by its path from the root, so that it can be followed.
    grep -v '^[^ ]* <' "$folder/includes" |
        while read -r file name; do
            path=${name#\"}
            path=${path%%\"*}
            case $path in
            app/*..* | nn/*..*) ;;
            app/* | nn/*) [ ! -f "$path" ] || continue ;;
            esac
            echo "$file: includes $name, which is no path of app/ or nn/"
        done
    sed -n 's/^\([^ ]*\) <\(\(app\|nn\|tests\|\.\).*\)>.*/\1: includes \2 as if it were the system'"'"'s/p' \
        "$folder/includes"
    awk '
        FNR == NR { for (i = 2; i <= NF; i++) never[++count] = $1 " " $i; next }
        {
            for (i = 1; i <= count; i++) {
                split(never[i], room, " ")
                if (index($1, room[1] "/") == 1 && index($2, room[2] "/") == 1)
                    print $1 ": " $3 " of " $2 ", which " room[1] " never knows"
            }
        }' "$folder/never" "$folder/arrows"
    awk '
        function room_of(file) { sub(/\/[^\/]*$/, "", file); return file }
        function unit_of(file) { sub(/\.[ch]$/, "", file); return file }
        FNR == NR { height[$1] = FNR; next }
        {
            from = room_of($1)
            to = room_of($2)
            if ((from in height) && (to in height) && height[to] > height[from] && !said[$1 $2]++)
                print $1 ": " $3 " of " $2 " runs up"
            one = unit_of($1)
            other = unit_of($2)
            if (one != other && !known[one, other]++) arrow[one] = arrow[one] " " other
            units[one]
            units[other]
        }
        # Marks all that arrows lead to from a unit.
        function reach(start,    list, from, i, count, to_units) {
            split("", reached)
            list = start
            while (list != "") {
                from = list
                sub(/ .*/, "", from)
                list = (list ~ / /) ? substr(list, length(from) + 2) : ""
                count = split(arrow[from], to_units, " ")
                for (i = 1; i <= count; i++)
                    if (!(to_units[i] in reached)) {
                        reached[to_units[i]]
                        list = list (list == "" ? "" : " ") to_units[i]
                    }
            }
        }
        # Two that lead to each other are in one circle.
        END {
            for (unit in units) {
                reach(unit)
                for (other in reached) leads[unit, other]
            }
            for (unit in units) {
                if (!((unit, unit) in leads)) continue
                line = unit ": in a circle with"
                count = split(arrow[unit], others, " ")
                for (i = 1; i <= count; i++) if ((others[i], unit) in leads) line = line " " others[i]
                print line
            }
        }' "$folder/rooms" "$folder/arrows"
} | sort >"$folder/breaches"
cat "$folder/breaches"
[ ! -s "$folder/breaches" ]
