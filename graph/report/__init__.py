"""What is handed in: measures and sentences put together, and written as HTML, Markdown, CSV and JSON."""
