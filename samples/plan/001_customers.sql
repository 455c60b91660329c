CREATE TABLE customers (id bigint PRIMARY KEY, username text NOT NULL, city text);
