"""The ways out of text messages. Each has ``send(message, text, parameters)``, returns a receipt and raises ``SmsError``."""
