-- Run by the nightly job.
SELECT count(*) FROM users WHERE username LIKE :prefix || '%';

DELETE FROM sessions WHERE user_id = :user_id;
