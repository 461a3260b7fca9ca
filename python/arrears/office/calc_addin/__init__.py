"""The worksheet functions as an extension of LibreOffice Calc, built from their declarations."""
