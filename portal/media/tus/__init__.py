"""The tus 1.0 protocol: resumable uploads over plain HTTP, to a folder or to S3."""
