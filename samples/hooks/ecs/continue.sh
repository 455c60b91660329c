#!/bin/sh
# Continues an Amazon ECS deployment that waits at a PAUSE hook when the gate says yes, and rolls it back when it says no. What is not known goes on waiting.
# usage: continue.sh SERVICE_DEPLOYMENT_ARN; run it every minute, e.g. from a pipeline. MIGRATIONGUARD_URL and MIGRATIONGUARD_TOKEN are needed.
set -eu
deployment=$1
hook=$(aws ecs describe-service-deployments --service-deployment-arns "$deployment" --output text \
  --query 'serviceDeployments[0].lifecycleHookDetails[?status==`AWAITING_ACTION`].hookId | [0]')
[ -n "$hook" ] && [ "$hook" != None ] || { echo "no PAUSE hook awaits an action" >&2; exit 0; }
status=$(curl --silent --output /dev/null --max-time 12 --write-out '%{http_code}' --header "X-MigrationGuard-Token: $MIGRATIONGUARD_TOKEN" "$MIGRATIONGUARD_URL/can-i/switch") || status=000
case $status in
  200) action=CONTINUE ;;
  409) action=ROLLBACK ;;
  *) echo "not known yet ($status); ask again" >&2; exit 75 ;;
esac
aws ecs continue-service-deployment --service-deployment-arn "$deployment" --hook-id "$hook" --action "$action"
