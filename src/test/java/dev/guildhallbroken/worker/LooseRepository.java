package dev.guildhallbroken.worker;

public class LooseRepository {}
