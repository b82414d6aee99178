#!/bin/bash
# The classic script by process: finds the monitor processes by their title, asks ps how old and in what state each is,
# and ends the old ones. Here it spares everybody and prints whom it looked at.
limit=86400 # seconds

end() {
    :
}

ps -ef | grep '[s]shd[^ ]*: .*\[priv\]' | while read -r _ pid _; do
    age=$(ps -p "$pid" -o etimes=)
    state=$(ps -p "$pid" -o stat=)
    [ "$age" -lt "$limit" ] || [ "$state" = Z ] || end "$pid"
    echo "$pid $age $state"
done
