/** PostgreSQL: statements with named parameters, transactions with a deadline, migrations. */
@NullMarked
package dev.guildhall.platform.sql;

import org.jspecify.annotations.NullMarked;
