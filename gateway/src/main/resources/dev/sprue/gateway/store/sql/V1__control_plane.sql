-- One script for SQLite and PostgreSQL. Names are kept as written and, folded to lower case, as keys; times are milliseconds since
-- 1970; JSON is text. What differs is filled in: the type of bytes (BLOB, BYTEA), and that of names in the order of their bytes,
-- in which lists are paged (TEXT, TEXT COLLATE "C").

-- One row: the number of the last change that replicas must hear of, and a random mark that tells it from another change of the same
-- number: after a failover or from a backup numbers are used again.
CREATE TABLE revision (
    id INTEGER NOT NULL PRIMARY KEY,
    number BIGINT NOT NULL,
    mark BIGINT NOT NULL
);
INSERT INTO revision (id, number, mark) VALUES (1, 0, 0);

-- One row: a known text, sealed under the master key, so that another key is noticed at start.
CREATE TABLE master_key (
    id INTEGER NOT NULL PRIMARY KEY,
    sealed ${blob} NOT NULL
);

-- The resources: those of the configuration with what only the database knows of them.
CREATE TABLE resources (
    folded ${name} NOT NULL PRIMARY KEY,
    name TEXT NOT NULL,
    owner TEXT NOT NULL,
    subscription TEXT NOT NULL,
    resource_group TEXT NOT NULL,
    location TEXT NOT NULL,
    properties TEXT NOT NULL,
    tags TEXT NOT NULL,
    etag TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_by TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);

CREATE TABLE deployments (
    resource ${name} NOT NULL REFERENCES resources (folded),
    folded ${name} NOT NULL,
    name TEXT NOT NULL,
    model_format TEXT NOT NULL,
    model_name TEXT NOT NULL,
    model_version TEXT NOT NULL,
    sku_name TEXT NOT NULL,
    capacity INTEGER NOT NULL,
    rai_policy TEXT,
    spillover TEXT,
    version_upgrade TEXT,
    service_tier TEXT,
    dynamic_throttling TEXT,
    rate_limits TEXT NOT NULL,
    more TEXT NOT NULL,
    tags TEXT NOT NULL,
    state TEXT NOT NULL,
    etag TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_by TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (resource, folded)
);

-- Two keys a resource, each sealed.
CREATE TABLE resource_keys (
    resource ${name} NOT NULL REFERENCES resources (folded),
    slot INTEGER NOT NULL,
    sealed ${blob} NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (resource, slot)
);

CREATE TABLE rai_policies (
    resource ${name} NOT NULL REFERENCES resources (folded),
    folded ${name} NOT NULL,
    name TEXT NOT NULL,
    properties TEXT NOT NULL,
    tags TEXT NOT NULL,
    etag TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_by TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (resource, folded)
);

CREATE TABLE rai_blocklists (
    resource ${name} NOT NULL REFERENCES resources (folded),
    folded ${name} NOT NULL,
    name TEXT NOT NULL,
    properties TEXT NOT NULL,
    tags TEXT NOT NULL,
    etag TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_by TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (resource, folded)
);

CREATE TABLE rai_blocklist_items (
    resource ${name} NOT NULL,
    blocklist ${name} NOT NULL,
    folded ${name} NOT NULL,
    name TEXT NOT NULL,
    properties TEXT NOT NULL,
    tags TEXT NOT NULL,
    etag TEXT NOT NULL,
    created_by TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    changed_by TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    PRIMARY KEY (resource, blocklist, folded),
    FOREIGN KEY (resource, blocklist) REFERENCES rai_blocklists (resource, folded) ON DELETE CASCADE
);

-- What the management API did, for those who ask how an operation ended. Old rows are removed.
CREATE TABLE operations (
    id TEXT NOT NULL PRIMARY KEY,
    resource ${name} NOT NULL,
    target TEXT NOT NULL,
    kind TEXT NOT NULL,
    status TEXT NOT NULL,
    error TEXT,
    started_by TEXT NOT NULL,
    started_at BIGINT NOT NULL,
    ended_at BIGINT NOT NULL
);
CREATE INDEX operations_by_end ON operations (ended_at);
