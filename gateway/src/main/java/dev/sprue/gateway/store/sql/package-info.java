/** The database behind the control plane: SQLite in the data folder, or PostgreSQL for several replicas; one schema for both. */
@NullMarked
package dev.sprue.gateway.store.sql;

import org.jspecify.annotations.NullMarked;
