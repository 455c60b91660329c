#!/bin/sh
# Moves the default action of all listeners of a load balancer from one target group to the other, if the gate says yes. One call for each listener: between the
# first and the last both versions have traffic, which is what the gate has verified. Undone when a call fails.
# usage: switch.sh FROM_TARGET_GROUP_ARN TO_TARGET_GROUP_ARN LISTENER_ARN...
set -eu
from=$1 to=$2
shift 2
curl --fail-with-body --silent --show-error --max-time 12 --header "X-MigrationGuard-Token: $MIGRATIONGUARD_TOKEN" "$MIGRATIONGUARD_URL/can-i/switch" >&2

forward() {
  aws elbv2 modify-listener --listener-arn "$3" --default-actions \
    "[{\"Type\":\"forward\",\"ForwardConfig\":{\"TargetGroups\":[{\"TargetGroupArn\":\"$1\",\"Weight\":0},{\"TargetGroupArn\":\"$2\",\"Weight\":1}],\"TargetGroupStickinessConfig\":{\"Enabled\":false}}}]" >/dev/null
}

for listener; do
  forward "$from" "$to" "$listener" || {
    for undone; do forward "$to" "$from" "$undone" || echo "look at $undone: it may be on $to" >&2; done
    exit 1
  }
done
