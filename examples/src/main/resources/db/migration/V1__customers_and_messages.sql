-- What the application keeps itself. Spike's tables stand beside these, with a history of their own.
CREATE TABLE customers (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL UNIQUE,
    password text NOT NULL
);

CREATE TABLE messages (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    customer_id bigint NOT NULL REFERENCES customers,
    recipient text NOT NULL,
    body text NOT NULL CONSTRAINT message_is_not_too_long CHECK (length(body) <= 160)
);

-- Demo customers; {noop} is a password that anybody can read here.
INSERT INTO customers (name, password) VALUES ('ada', '{noop}ada'), ('grace', '{noop}grace');
