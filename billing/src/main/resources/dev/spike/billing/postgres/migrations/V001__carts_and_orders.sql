-- What is being bought (carts), and what was bought with its terms as they were at that moment (orders): the catalogue may
-- change, an order never does, except for its state.
--
-- Every key leads with the billable, so that the schema can be distributed by it. There are no foreign keys, as in the
-- ledger; rows of orders are never deleted.
--
-- Whoever changes several of these locks the cart first, then its order, then the accounts that the order provides to.
--
-- Locks: creates new tables only; waits for nobody.

CREATE TABLE spike_carts (
    billable_type text        NOT NULL,
    billable_id   text        NOT NULL,
    id            bigint      GENERATED ALWAYS AS IDENTITY,
    state         text        NOT NULL DEFAULT 'open',
    currency      text,                           -- none until something with a price was put in
    discount_code text,
    revision      bigint      NOT NULL DEFAULT 0, -- moves with every change
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    CONSTRAINT spike_carts_pkey PRIMARY KEY (billable_type, billable_id, id),
    CONSTRAINT spike_carts_state CHECK (state IN ('open', 'ordered')),
    CONSTRAINT spike_carts_currency CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT spike_carts_revision CHECK (revision >= 0)
);
-- one open cart per billable
CREATE UNIQUE INDEX spike_carts_open ON spike_carts (billable_type, billable_id) WHERE state = 'open';

CREATE TABLE spike_cart_items (
    billable_type text   NOT NULL,
    billable_id   text   NOT NULL,
    cart_id       bigint NOT NULL,
    product_id    text   NOT NULL,
    place         bigint GENERATED ALWAYS AS IDENTITY, -- in the order in which they were put in
    quantity      int    NOT NULL,
    CONSTRAINT spike_cart_items_pkey PRIMARY KEY (billable_type, billable_id, cart_id, product_id),
    CONSTRAINT spike_cart_items_quantity CHECK (quantity > 0)
);

CREATE TABLE spike_orders (
    billable_type  text        NOT NULL,
    billable_id    text        NOT NULL,
    id             text        NOT NULL, -- hard to guess; the key of its checkout
    number         bigint      GENERATED ALWAYS AS IDENTITY, -- newer orders have larger ones
    cart_id        bigint      NOT NULL,
    cart_revision  bigint      NOT NULL,
    state          text        NOT NULL DEFAULT 'pending',
    currency       text        NOT NULL,
    subtotal_minor bigint      NOT NULL,
    discount_minor bigint      NOT NULL,
    total_minor    bigint      NOT NULL,
    refunded_minor bigint      NOT NULL DEFAULT 0,
    discount_code  text,
    placed_at      timestamptz NOT NULL,
    paid_at        timestamptz,
    cancelled_at   timestamptz, -- stays if it is paid after all
    CONSTRAINT spike_orders_pkey PRIMARY KEY (billable_type, billable_id, id),
    -- mispaid: money came, but not what was asked
    CONSTRAINT spike_orders_state CHECK (state IN ('pending', 'paid', 'cancelled', 'mispaid')),
    CONSTRAINT spike_orders_paid CHECK ((state = 'paid') = (paid_at IS NOT NULL)),
    CONSTRAINT spike_orders_cancelled CHECK (state <> 'cancelled' OR cancelled_at IS NOT NULL),
    CONSTRAINT spike_orders_currency CHECK (currency ~ '^[A-Z]{3}$'),
    CONSTRAINT spike_orders_discount CHECK (discount_minor BETWEEN 0 AND subtotal_minor),
    CONSTRAINT spike_orders_total CHECK (total_minor = subtotal_minor - discount_minor),
    CONSTRAINT spike_orders_refunded CHECK (refunded_minor BETWEEN 0 AND total_minor)
);
-- one open checkout per cart
CREATE UNIQUE INDEX spike_orders_pending ON spike_orders (billable_type, billable_id, cart_id) WHERE state = 'pending';
-- a billable's orders, newest first
CREATE UNIQUE INDEX spike_orders_number ON spike_orders (billable_type, billable_id, number);
-- how often a code was used
CREATE INDEX spike_orders_discount_code ON spike_orders (billable_type, billable_id, discount_code)
    WHERE discount_code IS NOT NULL;
-- what an operator must look at
CREATE INDEX spike_orders_mispaid ON spike_orders (number) WHERE state = 'mispaid';

CREATE TABLE spike_order_lines (
    billable_type    text   NOT NULL,
    billable_id      text   NOT NULL,
    order_id         text   NOT NULL,
    line             int    NOT NULL,
    product_id       text   NOT NULL,
    name             text   NOT NULL,
    quantity         int    NOT NULL,
    unit_price_minor bigint NOT NULL,
    CONSTRAINT spike_order_lines_pkey PRIMARY KEY (billable_type, billable_id, order_id, line),
    CONSTRAINT spike_order_lines_quantity CHECK (quantity > 0),
    CONSTRAINT spike_order_lines_unit_price CHECK (unit_price_minor >= 0)
);
