export { fromAwsResource, fromConnectionString, fromService } from './aspire-names.ts'
export { ConfigError, type Environment, fromEnv, readConfig, type Variable } from './read-config.ts'
export {
  boolean,
  commaList,
  connectionString,
  integer,
  logLevel,
  milliseconds,
  port,
  secretList,
  url,
} from './schemas.ts'
