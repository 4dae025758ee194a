package dev.guildhall.forensics;

/** Bits that look random, made of others. */
final class Hashing {

  private Hashing() {}

  /** A permutation of 64 bits in which each one depends on all (Stafford 2011, mixer 13). */
  static long mix(long bits) {
    long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
