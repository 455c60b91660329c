"""Lambda function of an Amazon ECS lifecycle hook: hands the event to MigrationGuard, and its answer back."""
import json
import os
import urllib.request


def handler(event, context):
    request = urllib.request.Request(
        os.environ["MIGRATIONGUARD_URL"] + "/hooks/ecs",
        data=json.dumps(event).encode(),
        headers={"Content-Type": "application/json", "X-MigrationGuard-Token": os.environ["MIGRATIONGUARD_TOKEN"]},
    )
    try:
        with urllib.request.urlopen(request, timeout=12) as response:
            answer = json.load(response)
    except Exception as failure:  # Nothing that could not be asked goes on.
        return {"hookStatus": "FAILED", "hookDetails": {"why": str(failure)}}
    return {name: answer[name] for name in ("hookStatus", "callBackDelay", "hookDetails") if name in answer}
