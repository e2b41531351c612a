-- A password that was chosen at sign-up signs nobody in before the mailed link was opened: whether it does would tell whether the
-- address had an account before. Those chosen until now go on working.
ALTER TABLE users ADD COLUMN password_awaits_proof boolean NOT NULL DEFAULT false;
ALTER TABLE users ADD CONSTRAINT users_password_awaits_proof
  CHECK (NOT password_awaits_proof OR (password_hash IS NOT NULL AND email_verified IS NULL));
