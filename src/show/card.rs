//! Answer -> Discord cards as plain data, with the limits of Discord applied.
