-- Where a person's days begin and end: for mails, files and last days, which no browser is asked about.
ALTER TABLE users ADD COLUMN time_zone text CHECK (length(time_zone) BETWEEN 1 AND 64);
