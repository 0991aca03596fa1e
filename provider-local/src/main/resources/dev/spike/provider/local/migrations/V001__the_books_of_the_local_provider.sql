-- The books of the seller in the box: who its customers are, which pages are open, what was paid and returned, and what
-- there is to tell. Apart from the application's tables, as a real provider's are.
--
-- One row is the lock: every decision holds it until it commits. So deliveries are numbered in the order in which they
-- become visible, and whoever reads after a number misses none. It is slower than a lock per customer, and a seller of
-- test cards has the time.
--
-- Locks: creates new tables only; waits for nobody.

CREATE TABLE spike_local_books (
    only_one   boolean NOT NULL DEFAULT true,
    deliveries bigint  NOT NULL DEFAULT 0,
    invoices   bigint  NOT NULL DEFAULT 0,
    CONSTRAINT spike_local_books_pkey PRIMARY KEY (only_one),
    CONSTRAINT spike_local_books_only_one CHECK (only_one)
);
INSERT INTO spike_local_books DEFAULT VALUES;

CREATE TABLE spike_local_customers (
    id            text NOT NULL,
    billable_type text NOT NULL,
    billable_id   text NOT NULL,
    name          text,
    email         text,
    CONSTRAINT spike_local_customers_pkey PRIMARY KEY (id),
    CONSTRAINT spike_local_customers_billable UNIQUE (billable_type, billable_id)
);

CREATE TABLE spike_local_payments (
    id             text        NOT NULL,
    customer_id    text        NOT NULL,
    minor          bigint      NOT NULL,
    currency       text        NOT NULL,
    paid_at        timestamptz NOT NULL,
    invoice_id     text        NOT NULL,
    invoice_number bigint      NOT NULL,
    CONSTRAINT spike_local_payments_pkey PRIMARY KEY (id),
    CONSTRAINT spike_local_payments_invoice UNIQUE (invoice_number),
    CONSTRAINT spike_local_payments_something CHECK (minor > 0)
);
CREATE INDEX spike_local_payments_of_customer ON spike_local_payments (customer_id, invoice_number);

CREATE TABLE spike_local_checkouts (
    key             text        NOT NULL,
    customer_id     text        NOT NULL,
    line_names      text[]      NOT NULL,
    line_quantities bigint[]    NOT NULL,
    line_prices     bigint[]    NOT NULL,
    discount        bigint      NOT NULL,
    total           bigint      NOT NULL,
    currency        text        NOT NULL,
    when_paid       text        NOT NULL,
    when_cancelled  text        NOT NULL,
    expires_at      timestamptz NOT NULL,
    page            text        NOT NULL, -- the secret part of the page's address
    form            text        NOT NULL, -- without it, no form of the page is accepted
    state           text        NOT NULL DEFAULT 'open',
    card            text,                 -- the one that waits to be confirmed
    payment_id      text,                 -- once paid
    CONSTRAINT spike_local_checkouts_pkey PRIMARY KEY (key),
    CONSTRAINT spike_local_checkouts_page UNIQUE (page),
    CONSTRAINT spike_local_checkouts_payment UNIQUE (payment_id),
    CONSTRAINT spike_local_checkouts_state CHECK (state IN ('open', 'paid', 'expired')),
    CONSTRAINT spike_local_checkouts_paid CHECK ((state = 'paid') = (payment_id IS NOT NULL)),
    CONSTRAINT spike_local_checkouts_waiting CHECK (card IS NULL OR state = 'open')
);
CREATE INDEX spike_local_checkouts_open ON spike_local_checkouts (expires_at) WHERE state = 'open';

CREATE TABLE spike_local_payment_methods (
    id          text        NOT NULL,
    customer_id text        NOT NULL,
    card        text        NOT NULL,
    saved_at    timestamptz NOT NULL,
    is_default  boolean     NOT NULL,
    forgotten   boolean     NOT NULL DEFAULT false,
    CONSTRAINT spike_local_payment_methods_pkey PRIMARY KEY (id),
    CONSTRAINT spike_local_payment_methods_default CHECK (NOT (is_default AND forgotten))
);
CREATE UNIQUE INDEX spike_local_payment_methods_one_default ON spike_local_payment_methods (customer_id)
    WHERE is_default;
CREATE UNIQUE INDEX spike_local_payment_methods_card ON spike_local_payment_methods (customer_id, card)
    WHERE NOT forgotten;

CREATE TABLE spike_local_charges (
    key         text   NOT NULL,
    customer_id text   NOT NULL,
    minor       bigint NOT NULL,
    currency    text   NOT NULL,
    description text   NOT NULL,
    refusal     text,
    payment_id  text,
    CONSTRAINT spike_local_charges_pkey PRIMARY KEY (key),
    CONSTRAINT spike_local_charges_payment UNIQUE (payment_id),
    CONSTRAINT spike_local_charges_decided CHECK ((refusal IS NULL) <> (payment_id IS NULL))
);
