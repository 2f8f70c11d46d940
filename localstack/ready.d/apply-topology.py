"""Makes the topic, queues and subscriptions of infra/topology.json when LocalStack is ready.

LocalStack runs this in its own interpreter, where boto3 is at hand. The steps are those of
infra/local-queues/src/apply-topology.ts: safe to repeat, and what exists is corrected.
"""

import json
import os

import boto3

ENDPOINT = os.environ.get("AWS_ENDPOINT_URL", "http://127.0.0.1:4566")
REGION = os.environ.get("AWS_DEFAULT_REGION", "eu-central-1")
TOPOLOGY_FILE = os.environ.get("WAYBILL_TOPOLOGY", "/etc/localstack/topology.json")


def client(service):
    credentials = {"aws_access_key_id": "test", "aws_secret_access_key": "test"}
    return boto3.client(service, endpoint_url=ENDPOINT, region_name=REGION, **credentials)


def ensure_queue(sqs, name, attributes):
    url = sqs.create_queue(QueueName=name)["QueueUrl"]
    sqs.set_queue_attributes(QueueUrl=url, Attributes=attributes)
    return sqs.get_queue_attributes(QueueUrl=url, AttributeNames=["QueueArn"])["Attributes"]["QueueArn"]


def apply_queue(sqs, queue, settings):
    dead_letter_arn = ensure_queue(
        sqs, queue["deadLetterName"], {"MessageRetentionPeriod": str(settings["deadLetterRetentionSeconds"])}
    )
    redrive = {"deadLetterTargetArn": dead_letter_arn, "maxReceiveCount": settings["maxReceiveCount"]}
    arn = ensure_queue(
        sqs,
        queue["name"],
        {
            "VisibilityTimeout": str(settings["visibilityTimeoutSeconds"]),
            "ReceiveMessageWaitTimeSeconds": str(settings["receiveWaitSeconds"]),
            "MessageRetentionPeriod": str(settings["retentionSeconds"]),
            "RedrivePolicy": json.dumps(redrive),
        },
    )
    return arn, dead_letter_arn


def apply_subscription(sns, topic_arn, arn, dead_letter_arn, subscription):
    attributes = {
        "FilterPolicy": json.dumps(subscription["filterPolicy"]),
        "RawMessageDelivery": json.dumps(subscription["rawMessageDelivery"]),
        "RedrivePolicy": json.dumps({"deadLetterTargetArn": dead_letter_arn}),
    }
    pages = sns.get_paginator("list_subscriptions_by_topic").paginate(TopicArn=topic_arn)
    existing = [s["SubscriptionArn"] for page in pages for s in page["Subscriptions"] if s["Endpoint"] == arn]
    if not existing:
        sns.subscribe(TopicArn=topic_arn, Protocol="sqs", Endpoint=arn, Attributes=attributes)
        return
    for name, value in attributes.items():
        sns.set_subscription_attributes(SubscriptionArn=existing[0], AttributeName=name, AttributeValue=value)


def apply_topology():
    with open(TOPOLOGY_FILE, encoding="utf-8") as file:
        topology = json.load(file)
    sns, sqs = client("sns"), client("sqs")
    topic_arn = sns.create_topic(Name=topology["topic"])["TopicArn"]
    for queue in topology["queues"].values():
        arn, dead_letter_arn = apply_queue(sqs, queue, topology["queueSettings"])
        apply_subscription(sns, topic_arn, arn, dead_letter_arn, queue["subscription"])
    print(f"waybill: {topic_arn} and {len(topology['queues'])} queues are ready")


apply_topology()
