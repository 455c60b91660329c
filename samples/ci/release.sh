#!/bin/sh
# Runs a release, and makes of its exit code what a pipeline understands. Set VERSION; MIGRATIONGUARD_CONNECTION is a secret of the pipeline.
set -u
attempt=1
while :; do
  code=0
  migrationguard release run --version "$VERSION" --wait 15m || code=$?
  case $code in
    5 | 6)
      # 5: somebody else is at it. 6: database, router or metrics do not answer. Nothing is lost, the journal says how far it got.
      [ "$attempt" -lt 3 ] || exit "$code"
      attempt=$((attempt + 1))
      sleep "${RETRY_SECONDS:-60}"
      ;;
    *) break ;;
  esac
done

case $code in
  0) echo "$VERSION has the traffic, and the way back is open." ;;
  1) echo "$VERSION did not pass, or lost the traffic: the old version has it." ;;
  2) echo "Evidence is missing or says nothing. The traffic did not move." ;;
  4) echo "The schema, the migrations or the policy are not those that were planned." ;;
  7) echo "A person has to decide: go on (release run --resume --reason), go back (release rollback) or give up (release abort)." ;;
  8) echo "Refused by policy: a freeze, a window, the rollback floor, or an older base." ;;
esac

[ "$code" -eq 0 ] || migrationguard release status --output markdown
exit "$code"
