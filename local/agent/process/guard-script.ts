/**
 * A shell script, because it is there at once and needs next to nothing while a job runs. Its input names process
 * groups and ends when the job does, or when the process that runs the job is gone: then it kills what is left. `end`
 * says that nothing can be in the middle of being started.
 */
export const GUARD_SCRIPT = `
trap '' HUP INT QUIT TERM
groups=
rounds=8
while read -r word id; do
  case "$word" in
    group) groups="$groups -$id" ;;
    end) rounds=1 ;;
  esac
done
test -z "$groups" || kill -KILL -- $groups
tries=0
while [ "$rounds" -gt 0 ] && [ "$tries" -lt 500 ]; do
  tries=$((tries + 1))
  marked=$(grep -als -- "$1" /proc/[0-9]*/environ)
  if [ -n "$marked" ]; then
    for file in $marked; do
      id=\${file#/proc/}
      kill -KILL "\${id%/environ}"
    done
  else
    rounds=$((rounds - 1))
    [ "$rounds" -eq 0 ] || sleep 0.05
  fi
done
`;
