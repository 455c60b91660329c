SET lock_timeout = '2s';

UPDATE customers SET handle = username;
