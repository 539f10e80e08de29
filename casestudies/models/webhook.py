"""Where partners are told of changes, what each is told, and what became of every attempt."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from casestudies.enums import DeliveryState, EndpointTrouble, WebhookEvent
from casestudies.models.fields import WebAddressField
from casestudies.models.partner import Partner
from casestudies.models.to_be_mailed import ToBeMailed
from casestudies.models.vocabulary import Topic


class Endpoint(models.Model):
    """An address of a partner that is told of changes. Mutable, by actions and by the worker.

    `events` are values of `WebhookEvent`, none for all of them. `releases` never changes: whether it is told of texts
    under embargo, so that a key without that scope knows nothing of it. `told` is the key of the last outbox event that
    was looked at for it: while it is off it stands still, and goes on from there. `failures` counts the attempts in a
    row that failed, `failing_since` is the time of the first, and nothing is sent before `retry_at`. A worker holds the
    endpoint until `locked_until`, which then says when it was last served. One that was deleted goes when nobody holds
    it any more.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="endpoints", verbose_name=_("partner"))
    url = WebAddressField(_("address"), max_length=500)
    description = models.CharField(_("description"), max_length=200, blank=True)
    events = models.JSONField(_("events"), default=list, blank=True)
    topics = models.ManyToManyField(Topic, blank=True, related_name="+", verbose_name=_("topics"))
    releases = models.BooleanField(_("texts under embargo"), default=False)
    is_active = models.BooleanField(_("on"), default=True)
    created_at = models.DateTimeField(_("made"))
    disabled_at = models.DateTimeField(_("switched off"), null=True, blank=True)
    disabled_reason = models.CharField(_("why it is off"), max_length=500, blank=True)
    deleted_at = models.DateTimeField(null=True, blank=True)
    told = models.PositiveBigIntegerField(default=0)
    failures = models.PositiveIntegerField(default=0)
    failing_since = models.DateTimeField(_("failing since"), null=True, blank=True)
    warned_at = models.DateTimeField(_("partner warned"), null=True, blank=True)
    retry_at = models.DateTimeField(_("next try"), null=True, blank=True)
    locked_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["partner", "created_at", "pk"]
        verbose_name = _("webhook endpoint")
        verbose_name_plural = _("webhook endpoints")

    def __str__(self) -> str:
        return self.url


class EndpointSecret(models.Model):
    """A secret that signs what an endpoint is told, sealed. Mutable: a rotation says when the older one ends."""

    endpoint = models.ForeignKey(Endpoint, models.CASCADE, related_name="secrets")
    sealed = models.TextField()
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("webhook secret")
        verbose_name_plural = _("webhook secrets")


class Delivery(models.Model):
    """One event for one endpoint, told at least once. Mutable: it keeps how often it was tried and what is next.

    `uuid` is the header `webhook-id`, the same in every attempt. `body` is the exact text that is signed and sent.
    Those of one case study are sent in the order of their keys.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    endpoint = models.ForeignKey(Endpoint, models.CASCADE, related_name="deliveries", verbose_name=_("endpoint"))
    event = models.CharField(_("event"), max_length=40)
    case_uuid = models.UUIDField(_("case study"), null=True)
    body = models.TextField()
    state = models.CharField(_("state"), max_length=9, choices=DeliveryState, default=DeliveryState.WAITING)
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next try"), null=True)
    created_at = models.DateTimeField(_("event at"))
    done_at = models.DateTimeField(_("settled"), null=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("webhook delivery")
        verbose_name_plural = _("webhook deliveries")
        indexes = [
            models.Index(fields=["endpoint", "state", "attempts", "id"], name="delivery_next"),
            models.Index(fields=["endpoint", "case_uuid", "state", "id"], name="delivery_of_case"),
            models.Index(fields=["done_at"], name="delivery_done"),
        ]

    def __str__(self) -> str:
        return str(dict(WebhookEvent.choices).get(self.event, self.event))


class DeliveryAttempt(models.Model):
    """One request to an endpoint. Immutable in practice: written once, pruned with its delivery.

    `status` is None where no answer came; `answer` holds the first 2,000 characters of one; `error` says in a sentence
    why the attempt failed, and is empty where it did not.
    """

    delivery = models.ForeignKey(Delivery, models.CASCADE, related_name="log")
    at = models.DateTimeField(_("at"))
    status = models.PositiveSmallIntegerField(_("status"), null=True)
    latency_ms = models.PositiveIntegerField(_("latency"))
    request_headers = models.JSONField(default=dict)
    answer = models.TextField(blank=True)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ["pk"]
        verbose_name = _("delivery attempt")
        verbose_name_plural = _("delivery attempts")


class EndpointLetter(ToBeMailed):
    """A letter to the partner about an endpoint that fails or is off. Mutable: it is mailed after that was noted."""

    endpoint = models.ForeignKey(Endpoint, models.CASCADE, related_name="letters")
    trouble = models.CharField(max_length=7, choices=EndpointTrouble)
    at = models.DateTimeField()

    class Meta:
        ordering = ["endpoint", "at", "pk"]
        verbose_name = _("letter about a webhook endpoint")
        verbose_name_plural = _("letters about webhook endpoints")
