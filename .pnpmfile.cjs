// Only the browser bundle of this package is used: without its dependencies the install is 250 packages smaller.
module.exports = {
  hooks: {
    readPackage(pkg) {
      if (pkg.name === '@scalar/api-reference') pkg.dependencies = {}
      return pkg
    },
  },
}
