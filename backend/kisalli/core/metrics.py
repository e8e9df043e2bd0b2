"""Prometheus metrics of a process."""

from prometheus_client import Counter, Gauge, Histogram

HTTP_SECONDS = Histogram(
    "kisalli_http_seconds",
    "Time to answer, by route",
    ["method", "route", "status"],
    buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
ACT_RETRIES = Counter("kisalli_act_retries_total", "Acts of the core that ran again, by cause", ["cause"])
DIRECTORY_BUILDS = Counter("kisalli_directory_builds_total", "Directory snapshots built")
MAIL_RESULTS = Counter("kisalli_mails_total", "Deliveries tried, by result", ["result"])
MAIL_QUEUE = Gauge("kisalli_mail_queue", "Mails that wait for delivery")
MAIL_QUEUE_AGE = Gauge("kisalli_mail_queue_age_seconds", "Age of the oldest mail that is due")
FEDERATION_VALID_UNTIL = Gauge(
    "kisalli_federation_valid_until_seconds",
    "Unix time until which the federation's metadata is good; nobody of it gets in after",
)
FEDERATION_READ = Gauge(
    "kisalli_federation_read_seconds", "Unix time at which the federation's metadata was last read and believed"
)
