package demo.modular;

/** The subject of the tests, which are in its package. */
public final class Product {

  private Product() {}

  static String hidden() {
    return "seen by tests of the package";
  }
}
