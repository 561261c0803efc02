"""What operators see of requests: logs, metrics and traces, without anything that clients wrote."""
