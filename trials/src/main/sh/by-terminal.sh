#!/bin/bash
# The classic script by terminal: asks w who is idle, ps who leads that terminal, and hangs up on him. Here it spares
# everybody and prints whom it looked at.
limit=30 # minutes

hang_up() {
    :
}

w -h | awk '{ print $2, $5 }' | while read -r tty idle; do
    leader=$(ps -t "$tty" -o pid= | head -n 1)
    command=$(ps -t "$tty" -o comm= | head -n 1)
    case $idle in
        *days) minutes=$((${idle%days} * 1440)) ;;
        *:*m) minutes=$((10#${idle%%:*} * 60)) ;;
        *:*) minutes=$((10#${idle%%:*})) ;;
        *) minutes=0 ;;
    esac
    [ "$minutes" -lt "$limit" ] || [ "$command" = screen ] || hang_up "$leader"
    echo "$tty $leader $command $minutes"
done
