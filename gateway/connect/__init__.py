"""The page behind a customer's link: offers, and applications to fill in, sign and send."""
