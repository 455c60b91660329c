"""Lambda function of a CodeDeploy lifecycle event. MIGRATIONGUARD_PATH is /hooks/codedeploy/deploy or /hooks/codedeploy/switch."""
import json
import os
import urllib.request

import boto3


def handler(event, context):
    result = {
        "deploymentId": event["DeploymentId"],
        "lifecycleEventHookExecutionId": event["LifecycleEventHookExecutionId"],
        "status": "Failed",
    }
    request = urllib.request.Request(
        os.environ["MIGRATIONGUARD_URL"] + os.environ["MIGRATIONGUARD_PATH"],
        data=json.dumps(event).encode(),
        headers={"Content-Type": "application/json", "X-MigrationGuard-Token": os.environ["MIGRATIONGUARD_TOKEN"]},
    )
    try:
        with urllib.request.urlopen(request, timeout=12) as response:
            result = json.load(response)
    finally:
        boto3.client("codedeploy").put_lifecycle_event_hook_execution_status(**result)
