"""What sets two generations of a dataset apart, in the words of the field: read from what differs alone."""
