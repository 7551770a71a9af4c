"""What one person goes through: minutes, money and days of the steps of a journey."""
