package dev.guildhallbroken.stray;

class Unlisted {}
