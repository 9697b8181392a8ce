#!/bin/sh
# Holds the names that the library exports against the table of nn/README.md: each begins with "lenet_"
# or with a prefix of its own module. Prints every other one, and every module that the table lacks or has
# too many; exit code 1 if there is one.
#
#   tests/nn/names.sh LIBRARY TABLE
set -eu
export LC_ALL=C
library=$1 table=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Lines "module prefix" of the table's rows: | `room/module`, ... | `prefix_`, ... | what |
# shellcheck disable=SC2016 # backquotes of the table
sed -n 's/^| \(`[^|]*`\) | \(`[^|]*`\) |.*/\1|\2/p' "$table" | tr -d '` ' |
    awk -F'|' '{
        modules = split($1, module, ",")
        prefixes = split($2, prefix, ",")
        for (i = 1; i <= modules; i++)
            for (k = 1; k <= prefixes; k++) {
                name = module[i]
                sub(/.*\//, "", name)
                print name, prefix[k]
            }
    }' >"$folder/rows"
[ -s "$folder/rows" ] || { echo "$table: no table of modules"; exit 1; }

# Lines "module name" of what the library defines. Names in __ are the compiler's.
"${NM:-nm}" -A -P -g "$library" 2>/dev/null |
    sed -n 's/^[^ ]*[^a-z0-9_]\([a-z0-9_]*\)\.c\.o[^ ]* \([^ ]*\) [ABCDGRSTVWiu].*/\1 \2/p' |
    awk '$2 !~ /^__/' >"$folder/names"
[ -s "$folder/names" ] || { echo "$library: no names found"; exit 1; }

awk '
    FNR == NR { prefixes[$1] = prefixes[$1] " " $2; next }
    {
        met[$1]
        if (!($1 in prefixes) && !said[$1]++) print $1 ": no row of the table"
        count = split(prefixes[$1] " lenet_", prefix, " ")
        for (i = 1; i <= count; i++) if (index($2, prefix[i]) == 1) next
        print $1 ": " $2 " has no prefix of its module (" prefixes[$1] " )"
    }
    END { for (module in prefixes) if (!(module in met)) print module ": in the table, not in the library" }
' "$folder/rows" "$folder/names" | sort >"$folder/breaches"
cat "$folder/breaches"
[ ! -s "$folder/breaches" ]
