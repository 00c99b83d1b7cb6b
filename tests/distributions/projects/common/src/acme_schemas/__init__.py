"""What the services of Acme share."""
