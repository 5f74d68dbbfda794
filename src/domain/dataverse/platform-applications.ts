import { SYSTEM_ADMINISTRATOR } from './roles.js'

/** An application of Microsoft's through which the platform works in an environment. */
export interface PlatformApplication {
  readonly name: string
  readonly domainname: string
  /** Names of roles; those that the environment does not have are left out. */
  readonly roles: readonly string[]
}

/** User names of which no domain is known end in this one. */
const DOMAIN = 'onmicrosoft.com'

function application(name: string, roles: readonly string[], userName = name.replaceAll(' ', '')): PlatformApplication {
  const domainname = userName.includes('@') ? userName : `${userName}@${DOMAIN}`
  return { name, domainname: domainname.toLowerCase(), roles }
}

const ADMINISTRATOR = [SYSTEM_ADMINISTRATOR]
const DATA_LAKE = ['DataLakeWorkspaceAppAccess']
const DISCOVERY = ['Global Discovery Service Role']
const RP_ROLE = ['PowerAppsRPRole']

/** Those without which an environment would look unfamiliar (Power Platform: System and application users). */
export const usualApplications: readonly PlatformApplication[] = [
  application('CDSUserManagement', ADMINISTRATOR),
  application('BAP', []),
  application('Business Application Platform Service account', ADMINISTRATOR, 'bap_sa@microsoft.com'),
  application('Flow-RP', ['Flow-RP Role']),
]

/** The others of the published list, for environments that are to have them all. */
export const furtherApplications: readonly PlatformApplication[] = [
  application('App Management User', ADMINISTRATOR, 'capam@microsoft.com'),
  application('CAP Package Deployer Service DVClient', ADMINISTRATOR),
  application('Dataverse search', ADMINISTRATOR, 'RelevanceSearch'),
  application('Provision User', ADMINISTRATOR, 'provisionapp@fabrikam.com'),
  application('JobServicePreProd', ADMINISTRATOR),
  application('JobServiceProd', ADMINISTRATOR),
  application('CCADataAnalyticsML', [SYSTEM_ADMINISTRATOR, 'System Customizer'], 'CCADAAdmins'),
  application('Power Platform Dataflows', ADMINISTRATOR, 'ppdfcdsclient'),
  application('AIBuilderProd', ADMINISTRATOR, 'aibuilderfpapp'),
  application('Microsoft Forms Pro', ADMINISTRATOR, 'enterprisesurveyappuser@contoso.com'),
  application('Omnichannel', ADMINISTRATOR),
  application('Dynamics 365 Office Data Service', DATA_LAKE, 'diofficedata@microsoft.com'),
  application('Athena CDStoAzuredatalake', DATA_LAKE),
  application('Athena2 CDStoAzuredatalake', DATA_LAKE),
  application('DataLakeStorage', DATA_LAKE),
  application('AriaMdlExporter', DATA_LAKE),
  application('ProductInsights', DATA_LAKE),
  application('GDSGlobalDiscovery', DISCOVERY),
  application('PowerPlatformAuthorization', DISCOVERY),
  application('PowerAppsDataPlaneBackend', RP_ROLE),
  application('PowerAppsCustomerManagementPlaneBackend', RP_ROLE),
  application('CDSFileStorage', ['FileStoreService App Access']),
  application('PowerVirtualAgents', ['CCI Admin', 'System Customizer', 'Environment Maker']),
  application('PowerAutomate-ProcessMining', ['Environment Maker', 'Process Advisor Application']),
  application('Power Apps Checker', ['Export customizations', 'Solution checker']),
  application('Microsoft Project', ['Project System', 'Portfolio User']),
  application('Apollo', ['Service Writer'], 'capaeinfra@microsoft.com'),
  application('SIAutoCapture', []),
  application('Dynamics 365 Sales', []),
  application('CDSReportService', []),
  application('Dynamics365 SalesForecasting', ['ForecastAppUser']),
  application('DataSyncService-NAM', []),
  application('DataSyncFramework-NAM', []),
  application('Sharepoint Syntex', ['Basic User']),
  application('InsightsAppsPlatform', []),
  application('BizQA', ['BizQAApp']),
  application('EnterpriseSales', []),
]
