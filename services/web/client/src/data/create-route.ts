/** The contracts' only use of their OpenAPI library, which a browser does not need: a route is plain data. */
export const createRoute = <R>(route: R): R => route
