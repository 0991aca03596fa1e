CREATE TABLE customers (id text PRIMARY KEY);
